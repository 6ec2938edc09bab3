using System.Text;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Files;

namespace Pockr.Sdk.Sandboxes;

/// <summary>Files of a sandbox; <see cref="Sandbox.Files"/>. A path that is not absolute is in the directory commands start in.</summary>
public sealed class SandboxFiles
{
    private readonly PockrClient _client;
    private readonly Sandbox _sandbox;

    internal SandboxFiles(PockrClient client, Sandbox sandbox) => (_client, _sandbox) = (client, sandbox);

    /// <summary>Makes a path absolute.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<string> ResolveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellationToken.ThrowIfCancellationRequested();
        if (path.StartsWith('/'))
        {
            return path;
        }

        var container = await _client.Containers.InspectAsync(_sandbox.Name, cancellationToken).ConfigureAwait(false);
        return $"{container.WorkDir.TrimEnd('/')}/{path}";
    }

    /// <summary>Opens a file; a symbolic link is followed within the sandbox.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Its bytes, read as they come.</returns>
    /// <exception cref="ResourceNotFoundException">There is nothing (<see cref="ProblemCodes.FileNotFound"/>).</exception>
    public async Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => await _client.Files.ReadAsync(
        _sandbox.Name, await ResolveAsync(path, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is nothing (<see cref="ProblemCodes.FileNotFound"/>).</exception>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var content = await OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes.ToArray();
        }
    }

    /// <summary>Reads a file of UTF-8 text into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is nothing (<see cref="ProblemCodes.FileNotFound"/>).</exception>
    public async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken = default) =>
        Encoding.UTF8.GetString(await ReadAsync(path, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes a file, in place of one that is there, as the sandbox's user. Directories that are missing are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes; not held in memory.</param>
    /// <param name="mode">Permissions in octal digits, such as <c>0644</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The directory cannot be made.</exception>
    public async Task WriteAsync(string path, Stream content, string mode = "0644", CancellationToken cancellationToken = default)
    {
        var target = await ResolveAsync(path, cancellationToken).ConfigureAwait(false);
        await MakeDirectoryAsync(target[..Math.Max(1, target.LastIndexOf('/'))], cancellationToken).ConfigureAwait(false);
        var user = await _sandbox.GetUserAsync(cancellationToken).ConfigureAwait(false);
        await _client.Files.WriteAsync(_sandbox.Name, target, content, mode, user.Uid, user.Gid, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a file of UTF-8 text, as <see cref="WriteAsync(string, Stream, string, CancellationToken)"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="mode">Permissions in octal digits, such as <c>0644</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task WriteTextAsync(string path, string text, string mode = "0644", CancellationToken cancellationToken = default)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await WriteAsync(path, content, mode, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies a file or a directory of this host, with all that is in it, by the rules of <c>docker cp</c>; it belongs to the sandbox's user there.</summary>
    /// <param name="source">File or directory of this host; <c>DIR/.</c> is what is in the directory.</param>
    /// <param name="destination">Where it goes in the sandbox; the directory commands start in if it is absent.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">There is nothing, or it cannot go there (<see cref="SandboxProblems.NotCopied"/>).</exception>
    public async Task PushAsync(string source, string destination = ".", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        await TranslateAsync(CopyInAsync(source, destination, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Copies a file or a directory out of the sandbox, with all that is in it, by the rules of <c>docker cp</c>. Nothing is written outside the
    /// destination, whatever the sandbox has put into it: a name or a link that leads out of it is refused.
    /// </summary>
    /// <param name="source">File or directory of the sandbox; <c>DIR/.</c> is what is in the directory.</param>
    /// <param name="destination">Where it goes on this host.</param>
    /// <param name="leftOut">Told what is left out, such as devices, a sentence each.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is nothing (<see cref="ProblemCodes.FileNotFound"/>).</exception>
    /// <exception cref="PockrException">It cannot go there (<see cref="SandboxProblems.NotCopied"/>).</exception>
    public async Task PullAsync(string source, string destination, IProgress<string>? leftOut = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        await TranslateAsync(CopyOutAsync(source, destination, text => leftOut?.Report(text), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Lists a directory of a sandbox that runs.</summary>
    /// <param name="path">The directory; the one commands start in if it is absent.</param>
    /// <param name="limit">How many entries, by name, 1 to 10000.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is nothing (<see cref="ProblemCodes.FileNotFound"/>).</exception>
    public async Task<DirectoryListing> ListAsync(string path = ".", int limit = 1000, CancellationToken cancellationToken = default) => await _client.Files.ListAsync(
        _sandbox.Name, await ResolveAsync(path, cancellationToken).ConfigureAwait(false), limit, cancellationToken).ConfigureAwait(false);

    /// <summary>Removes a file or a directory of a sandbox that runs.</summary>
    /// <param name="path">The path; a symbolic link is removed itself.</param>
    /// <param name="recursive">Whether with all that is in it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is nothing (<see cref="ProblemCodes.FileNotFound"/>).</exception>
    public async Task RemoveAsync(string path, bool recursive = false, CancellationToken cancellationToken = default) => await _client.Files.RemoveAsync(
        _sandbox.Name, await ResolveAsync(path, cancellationToken).ConfigureAwait(false), recursive, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes a directory with those above it, as the sandbox's user; fine if it is there.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">It cannot be made.</exception>
    public async Task MakeDirectoryAsync(string path, CancellationToken cancellationToken = default)
    {
        var target = await ResolveAsync(path, cancellationToken).ConfigureAwait(false);
        var made = await _sandbox.RunAsync(new SandboxRun(["mkdir", "-p", "--", target]), cancellationToken).ConfigureAwait(false);
        if (!made.Ok)
        {
            throw SandboxProblems.NoDirectory(target, made.Stderr.Trim());
        }
    }

    /// <returns>Where it went.</returns>
    /// <exception cref="LauncherException">There is nothing, or it cannot go there.</exception>
    internal async Task<CopyEnd> CopyInAsync(string source, string destination, CancellationToken cancellationToken)
    {
        var target = await EndAsync(destination, cancellationToken).ConfigureAwait(false);
        var copy = new ContainerCopy(_client.Files, followsLink: false) { Owner = await _sandbox.GetUserAsync(cancellationToken).ConfigureAwait(false) };
        await copy.ToContainerAsync(source, target, cancellationToken).ConfigureAwait(false);
        return target;
    }

    /// <exception cref="LauncherException">It cannot go there.</exception>
    internal async Task CopyOutAsync(string source, string destination, Action<string> warn, CancellationToken cancellationToken)
    {
        var path = await EndAsync(source, cancellationToken).ConfigureAwait(false);
        await new ContainerCopy(_client.Files, followsLink: false).FromContainerAsync(path, destination, warn, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CopyEnd> EndAsync(string path, CancellationToken cancellationToken) =>
        new(_sandbox.Name, await ResolveAsync(path, cancellationToken).ConfigureAwait(false));

    private static async Task TranslateAsync(Task copying)
    {
        try
        {
            await copying.ConfigureAwait(false);
        }
        catch (LauncherException failure)
        {
            throw SandboxProblems.NotCopiedBecause(failure);
        }
    }
}
