using System.CommandLine;
using Pockr.Machines.Errors;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox build [PROFILE...]</c></summary>
internal sealed class SandboxBuildCommand : MachineCommand
{
    private readonly Argument<string[]> _profiles = new("PROFILE") { Description = "Names of profiles; 'pockr profiles' lists them.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = CommonOptions.Flag("--all", "Build all of them.", "-a");
    private readonly Option<string> _base = CommonOptions.Text("--base", "IMAGE", "Image to build on in place of the profile's own; it has to have apk or apt-get.");
    private readonly SandboxPlace _sandboxes;

    public SandboxBuildCommand(SandboxPlace sandboxes)
        : base(sandboxes.Place, "build", "Build the images of profiles, and print their names.")
    {
        _sandboxes = sandboxes;
        Add(_profiles);
        Add(_all);
        Add(_base);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var profiles = ProfilesIn(parsed);
        using var machine = await OpenAsync(parsed, cancellationToken);
        return await TryAllAsync(profiles.Select(profile => profile.Name), async name =>
        {
            var profile = Profiles.Parse(name);
            await _sandboxes.Images.BuildAsync(machine.Client, profile, parsed.GetValue(_base), cancellationToken);
            Terminal.WriteResult(profile.Image);
        });
    }

    private IReadOnlyList<Profile> ProfilesIn(ParseResult parsed)
    {
        var names = parsed.GetValue(_profiles) ?? [];
        return parsed.GetValue(_all) == names.Length > 0
            ? throw Failures.Usage("Which profiles are to be built is not clear.", "Name them, or say --all.")
            : names.Length > 0 ? [.. names.Select(Profiles.Parse)] : Profiles.All;
    }
}
