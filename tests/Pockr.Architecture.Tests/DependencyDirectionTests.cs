using System.Xml.Linq;

namespace Pockr.Architecture.Tests;

public sealed class DependencyDirectionTests
{
    /// <summary>Every allowed arrow. A new one is a decision: add it here, with the reason, in the same commit.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Pockr.Contracts"] = [],
        ["Pockr.EngineClient"] = [],

        // Apart from the contracts, which bring no package to whoever uses the SDK.
        ["Pockr.Signing"] = [],
        ["Pockr.Client"] = ["Pockr.Contracts"],

        // Looks after machines, whose agents it asks; it knows nothing of commands.
        ["Pockr.Machines"] = ["Pockr.Client", "Pockr.Signing"],

        // Sandboxes; a program that uses them is to have machines without a pockr beside it.
        ["Pockr.Sdk"] = ["Pockr.Client", "Pockr.Machines"],

        // Apart from the SDK, which brings no package to whoever has no service collection, or no such tests.
        ["Pockr.Hosting"] = ["Pockr.Sdk"],
        ["Pockr.Xunit"] = ["Pockr.Sdk"],
        ["Pockr.GuestAgent"] = ["Pockr.Contracts", "Pockr.EngineClient"],
        ["Pockr.HostLauncher"] = ["Pockr.Machines", "Pockr.Sdk"],

        // Describes the agent's routes when the agent is published; nothing of it runs in the machine.
        ["Pockr.OpenApi"] = ["Pockr.GuestAgent"],

        // The manifest is written by the image build and read by the launcher: one record for both.
        // Signatures are made by the one and verified by the other.
        ["Pockr.Image"] = ["Pockr.Contracts", "Pockr.Signing"],

        // Programs as users write them: by samples/Directory.Build.props they have the SDK, and nothing else.
        ["OwnMachine"] = [],
        ["ParallelGrading"] = [],
        ["Quickstart"] = [],
        ["Streaming"] = [],
        ["ToolLoop"] = [],
        ["WebServer"] = [],

        // Measures what users of the SDK and of the commands see.
        ["Pockr.Bench"] = ["Pockr.Sdk"],
    };

    public static TheoryData<string> Projects => [.. s_allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatItMay(string project)
    {
        var referenced = XDocument.Load(Repository.ProjectFile(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Equal(s_allowed[project].Order(), referenced.Order());
    }

    [Fact]
    public void Projects_OutsideTests_AreAllListed()
    {
        var projects = Repository.Projects().Where(path => !path.Contains("/tests/", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(s_allowed.Keys.Order(), projects.Order());
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var listed = XDocument.Load(Path.Combine(Repository.Root, "Pockr.slnx")).Descendants("Project")
            .Select(project => Path.GetFullPath(project.Attribute("Path")!.Value, Repository.Root));

        Assert.Equal(Repository.Projects().Order(), listed.Order());
    }
}
