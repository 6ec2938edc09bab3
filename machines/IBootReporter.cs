namespace Pockr.Machines;

/// <summary>Hears how a machine comes up.</summary>
internal interface IBootReporter
{
    /// <summary>What is going on now; may be said again and again.</summary>
    void Stage(string stage);

    /// <summary>Something worth a line that stays.</summary>
    void Note(string text);
}
