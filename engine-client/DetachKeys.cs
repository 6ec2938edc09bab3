namespace Pockr.EngineClient;

/// <summary>Keys that make dockerd end a terminal's connection. It cannot do without, and keeps back what might be their beginning.</summary>
internal static class DetachKeys
{
    /// <summary>None that anybody presses: the usual ones begin with Ctrl-P, which shells and editors have a use for.</summary>
    public const string Unused = "ctrl-^,ctrl-_,ctrl-^,ctrl-_,ctrl-^,ctrl-_";
}
