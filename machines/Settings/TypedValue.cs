using System.Globalization;
using Pockr.Contracts;

namespace Pockr.Machines.Settings;

/// <summary>What was typed for a key, read as what it has to be. Nothing typed, or an empty text, is the usual value.</summary>
internal sealed class TypedValue(string key, IReadOnlyList<string> texts, ICollection<SettingFinding> findings)
{
    private readonly List<string> _texts = [.. texts.Where(text => text.Length > 0)];

    public string? Text()
    {
        if (_texts.Count > 1)
        {
            findings.Add(new(key, string.Join(" and ", _texts.Select(text => $"'{text}'")), "it has one value", "give it once"));
        }

        return _texts.FirstOrDefault();
    }

    public int? Number()
    {
        if (Text() is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(text, "it is not a whole number", "write digits");
        return null;
    }

    public double? Minutes()
    {
        if (Text() is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes))
        {
            return minutes;
        }

        Refuse(text, "it is not a number of minutes", "write digits, as 30 or 0.5");
        return null;
    }

    /// <summary>An address that this host has just now.</summary>
    public string? Address()
    {
        var text = Text();
        if (text is not null && !BindAddress.IsOfThisHost(text))
        {
            Refuse(text, "that is no IPv4 address of this host", BindAddress.Remedy);
        }

        return text;
    }

    public int? MemoryMiB()
    {
        var text = Text();
        var size = text is null ? null : MemorySize.TryParseMiB(text);
        if (text is not null && size is null)
        {
            Refuse(text, "it is not a size of memory", "write it in MiB, or as 512m or 2g");
        }

        return size;
    }

    public bool Flag()
    {
        switch (Text()?.ToLowerInvariant())
        {
            case "true" or "on" or "yes":
                return true;
            case null or "false" or "off" or "no":
                return false;
            case var text:
                Refuse(text, "it is neither of true and false", "use 'true' or 'false'");
                return false;
        }
    }

    /// <summary>Several, each given by itself or with commas between.</summary>
    public IReadOnlyList<string> List() =>
        [.. _texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Several, each given by itself: a path may have commas in it.</summary>
    public IReadOnlyList<MachineMount> Mounts() => [.. _texts.Select(MountOption.Parse)];

    public string? FileText()
    {
        if (Text() is not { } path)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(path, $"the file cannot be read ({exception.Message})", "name a PEM file");
            return null;
        }
    }

    private void Refuse(string text, string reason, string remedy) => findings.Add(new(key, $"'{text}'", reason, remedy));
}
