using System.CommandLine;
using System.Globalization;
using Pockr.Image.Provenance;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image bom --program FILE --dependencies FILE --runtime ID --output FILE</c></summary>
internal sealed class BomCommand : Command
{
    private readonly Option<FileInfo> _program = new("--program") { Description = "A program that was published as one file.", Required = true };

    private readonly Option<FileInfo> _dependencies = new("--dependencies")
    {
        Description = "The PROGRAM.deps.json that was written for it.",
        Required = true,
    };

    private readonly Option<string> _runtime = new("--runtime") { Description = "The system it is for, such as linux-x64.", Required = true };

    private readonly Option<FileInfo> _output = new("--output") { Description = "File that is written.", Required = true };

    public BomCommand()
        : base("bom", "List what a published program is made of, in CycloneDX, for scanners. SOURCE_DATE_EPOCH is the time the list bears.")
    {
        Add(_program);
        Add(_dependencies);
        Add(_runtime);
        Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var bom = new ProgramBom(parsed.GetRequiredValue(_dependencies).FullName, parsed.GetRequiredValue(_runtime), TimeOfSources());
        var text = await bom.WriteAsync(parsed.GetRequiredValue(_program).FullName, cancellationToken);
        await File.WriteAllTextAsync(parsed.GetRequiredValue(_output).FullName, text, cancellationToken);
        return 0;
    }

    // As every tool for reproducible builds has it; without, the list is of no time in particular.
    private static DateTimeOffset TimeOfSources() =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;
}
