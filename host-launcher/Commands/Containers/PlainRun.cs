using Pockr.Contracts;
using Pockr.HostLauncher.Containers;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>run IMAGE [COMMAND...]</c> without any option but <c>--rm</c>.</summary>
internal sealed record PlainRun(CreateContainerRequest Request) : IPlainLine
{
    public static PlainRun? TryRead(string[] line) => line switch
    {
        ["run", "--rm", var image, .. var command] when IPlainLine.IsPlain(image) => Of(image, command, isRemoved: true),
        ["run", var image, .. var command] when IPlainLine.IsPlain(image) => Of(image, command, isRemoved: false),
        _ => null,
    };

    public async Task<int> RunAsync(Composition composition, CancellationToken cancellationToken)
    {
        using var machine = await composition.OpenUsualAsync(cancellationToken);
        return await composition.BuildRunner().RunAttachedAsync(machine, Request, PullPolicy.Missing, new Wiring(), cancellationToken);
    }

    private static PlainRun? Of(string image, string[] command, bool isRemoved) => command is ["--", ..]
        ? null
        : new PlainRun(new CreateContainerRequest(image, Cmd: command.Length > 0 ? command : null, AutoRemove: isRemoved));
}
