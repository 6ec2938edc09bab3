using System.CommandLine;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr init [DIR]</c></summary>
internal sealed class InitCommand : Command
{
    private readonly Argument<string?> _directory = new("DIR") { Description = "Directory of the project (default: this one).", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _name = CommonOptions.Text("--name", "NAME", "Name of the project (default: that of the directory).");
    private readonly string _here;
    private readonly TerminalOutput _terminal;

    public InitCommand(string here, TerminalOutput terminal)
        : base("init", "Make a directory a project: its sandboxes belong together, and what is run in them is recorded.")
    {
        (_here, _terminal) = (here, terminal);
        Add(_directory);
        Add(_name);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var directory = Path.Combine(_here, parsed.GetValue(_directory) ?? ".");
        try
        {
            var project = Project.Init(directory, parsed.GetValue(_name));
            _terminal.WriteMessage($"{project.Root} is the project {project.Name}; its settings are in {Project.DirectoryName}/project.json.");
            return ExitCodes.Success;
        }
        catch (ArgumentException unusable)
        {
            throw Failures.Usage(unusable.Message.Split(" (Parameter")[0], "Give it another name with '--name NAME'.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailures.ProjectUnwritable(directory, failure);
        }
    }
}
