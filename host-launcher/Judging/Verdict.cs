namespace Pockr.HostLauncher.Judging;

/// <summary>What a program's run on a case is worth, in the letters that contests use.</summary>
internal enum Verdict
{
    /// <summary>Accepted: it printed what was expected.</summary>
    AC,

    /// <summary>Wrong answer: it printed something else.</summary>
    WA,

    /// <summary>Time limit exceeded.</summary>
    TLE,

    /// <summary>Memory limit exceeded.</summary>
    MLE,

    /// <summary>Runtime error: it ended with another exit code than 0, or by a signal, or could not be started.</summary>
    RE,

    /// <summary>Output limit exceeded.</summary>
    OLE,

    /// <summary>Compile error: it could not be built, so that it ran on no case.</summary>
    CE,
}
