namespace Pockr.Sdk.Hosts;

/// <summary>How what was looked at is.</summary>
public enum FindingStatus
{
    /// <summary>In order.</summary>
    Ok,

    /// <summary>Doubtful, or of no use any more; what is asked for can be done all the same.</summary>
    Warning,

    /// <summary>Wrong: somebody has to do something.</summary>
    Error,

    /// <summary>It was not looked at, for what the reason says.</summary>
    Skipped,
}
