namespace Pockr.Bench.Results;

/// <summary>What a suite has found out.</summary>
internal sealed class Findings
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];

    /// <summary>Those with something in them.</summary>
    public IReadOnlyList<Figure> Figures => [.. _figures.Where(figure => figure.Measurements.Count > 0)];

    public IReadOnlyList<string> Notes => _notes;

    public Figure Begin(string id, string title, string unit, string? reference = null)
    {
        var figure = new Figure(id, title, unit, reference);
        _figures.Add(figure);
        return figure;
    }

    /// <summary>Takes all samples back: what was measured was done for the first time.</summary>
    public void Forget() => _figures.ForEach(figure => figure.Measurements.Clear());

    /// <summary>Says what the numbers do not: above all, what was not measured, and why.</summary>
    public void Note(string sentence)
    {
        if (!_notes.Contains(sentence))
        {
            _notes.Add(sentence);
        }
    }
}
