using System.IO.Compression;
using Pockr.Image.Errors;
using Pockr.Image.Processes;

namespace Pockr.Image.Kernel;

/// <summary>A packed kernel, whose first bytes tell by what it was packed.</summary>
internal static class Payload
{
    public static async Task UnpackAsync(byte[] payload, string target, CancellationToken cancellationToken)
    {
        if (payload.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
        {
            await UnzipAsync(payload, target, cancellationToken);
            return;
        }

        var program = payload.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "zstd"
            : payload.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58]) ? "xz"
            : throw Failures.KernelUnreadable($"its payload begins with {Convert.ToHexStringLower(payload.AsSpan(0, Math.Min(4, payload.Length)))}");
        var packed = $"{target}.packed";
        await File.WriteAllBytesAsync(packed, payload, cancellationToken);
        var result = await Tool.TryRunAsync(new ToolCommand(program, ["-d", "-c", packed]) { OutputFile = target }, cancellationToken);
        File.Delete(packed);
        if (result.ExitCode != 0)
        {
            throw Failures.KernelUnreadable($"{program} says of its payload: {result.ErrorTail}");
        }
    }

    private static async Task UnzipAsync(byte[] payload, string target, CancellationToken cancellationToken)
    {
        await using var source = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
        await using var file = File.Create(target);
        try
        {
            await source.CopyToAsync(file, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw Failures.KernelUnreadable($"its payload is damaged ({exception.Message})");
        }
    }
}
