namespace Pockr.Machines;

/// <summary>For what nobody is told of.</summary>
internal sealed class NoReporter : IBootReporter
{
    public void Stage(string stage)
    {
    }

    public void Note(string text)
    {
    }
}
