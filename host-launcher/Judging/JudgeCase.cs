namespace Pockr.HostLauncher.Judging;

/// <summary>A case to try a program on.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="InputFile">What the program gets to read.</param>
/// <param name="OutputFile">What it is to print.</param>
internal sealed record JudgeCase(string Name, string InputFile, string OutputFile);
