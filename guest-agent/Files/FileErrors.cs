namespace Pockr.GuestAgent.Files;

/// <summary>Numbers of the kernel's errors.</summary>
internal static class FileErrors
{
    public const int NotAllowed = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int TryAgain = 11;
    public const int NoAccess = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int OtherMount = 18;
    public const int NoDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NameTooLong = 36;
    public const int NotEmpty = 39;
    public const int Loop = 40;
    public const int NotSupported = 95;
    public const int NoQuota = 122;
}
