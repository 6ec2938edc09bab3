using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr images [NAME[:TAG]]</c></summary>
internal sealed class ImagesCommand : MachineCommand
{
    private const string None = "<none>";
    private const string DanglingFilter = "dangling=";

    private readonly Argument<string?> _name = new ContainerImageArgument<string?>("NAME[:TAG]") { Description = "Only images of this name.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print ids only." };
    private readonly Option<bool> _all = new("--all", "-a") { Description = "List those that a build has left between its steps as well." };
    private readonly Option<bool> _digests = new("--digests") { Description = "Show the digests that registries have them by." };
    private readonly Option<bool> _noTruncate = new("--no-trunc") { Description = "Print ids whole." };
    private readonly Option<string?> _filter = new("--filter", "-f") { Description = "dangling=true: only images without a name; dangling=false: only those with one.", HelpName = "dangling=BOOL" };
    private readonly ListOptions _list = new();

    public ImagesCommand(CommandPlace place)
        : base(place, "images", "List the images of containers; 'pockr image ls' lists those of machines.")
    {
        Add(_name);
        Add(_quiet);
        Add(_all);
        Add(_digests);
        Add(_noTruncate);
        Add(_filter);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        var (name, isDangling) = (parsed.GetValue(_name), FilterIn(parsed));
        using var machine = await OpenAsync(parsed, cancellationToken);
        IReadOnlyList<ImageSummary> images =
        [
            .. (await machine.Client.Images.ListAsync(parsed.GetValue(_all), cancellationToken))
                .Where(image => isDangling is null || isDangling == (image.Tags.Count == 0))
                .Select(image => name is null ? image : image with { Tags = [.. image.Tags.Where(tag => IsNamed(tag, name))] })
                .Where(image => name is null || image.Tags.Count > 0)
                .OrderByDescending(image => image.CreatedAt),
        ];

        Func<string, string> idOf = parsed.GetValue(_noTruncate) ? id => id : ShortId.Of;
        if (parsed.GetValue(_quiet))
        {
            images.Select(image => idOf(image.Id)).Distinct().ToList().ForEach(Terminal.WriteResult);
            return ExitCodes.Success;
        }

        var withDigests = parsed.GetValue(_digests);
        Terminal.WriteList(
            format,
            images,
            ContractsJson.Default.IReadOnlyListImageSummary,
            ["REPOSITORY", "TAG", .. withDigests ? ["DIGEST"] : Array.Empty<string>(), "IMAGE ID", "CREATED", "SIZE"],
            images.SelectMany(image => RowsOf(image, idOf, withDigests)));
        return ExitCodes.Success;
    }

    private bool? FilterIn(ParseResult parsed)
    {
        var filter = parsed.GetValue(_filter);
        return filter is null ? null
            : filter.StartsWith(DanglingFilter, StringComparison.Ordinal) && bool.TryParse(filter[DanglingFilter.Length..], out var isDangling) ? isDangling
            : throw Failures.Usage($"'{filter}' is no filter of images.", "Use '--filter dangling=true' or '--filter dangling=false'.");
    }

    private static bool IsNamed(string tag, string name) => tag == name || SplitTag(tag).Repository == name;

    // The port of a registry has a colon before it, too.
    private static (string Repository, string Tag) SplitTag(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? (name[..colon], name[(colon + 1)..]) : (name, None);
    }

    private static IEnumerable<IReadOnlyList<string>> RowsOf(ImageSummary image, Func<string, string> idOf, bool withDigests)
    {
        IEnumerable<(string Repository, string Tag)> names = image.Tags.Count > 0 ? image.Tags.Select(SplitTag) : [(None, None)];
        var age = Age.Format(image.CreatedAt, DateTimeOffset.UtcNow);
        return
            from name in names
            from digest in withDigests ? DigestsOf(image, name.Repository) : [""]
            select (IReadOnlyList<string>)
                [name.Repository, name.Tag, .. withDigests ? [digest] : Array.Empty<string>(), idOf(image.Id), age, DecimalSize.Format(image.SizeBytes)];
    }

    // A registry's digest is about one repository: another one's has none, though it is the same image.
    private static IEnumerable<string> DigestsOf(ImageSummary image, string repository) =>
        (image.Digests ?? []).Select(digest => digest.Split('@')).Where(parts => parts[0] == repository).Select(parts => parts[1]).DefaultIfEmpty(None);
}
