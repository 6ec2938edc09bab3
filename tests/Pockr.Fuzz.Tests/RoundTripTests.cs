using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Output;
using Pockr.GuestAgent.Sessions;
using Pockr.Machines;
using Pockr.Machines.Files;
using Pockr.Signing;

namespace Pockr.Fuzz.Tests;

/// <summary>Where there is a writer as well as a reader: what was written is read as it was, whatever it is.</summary>
public sealed class RoundTripTests
{
    private const int Cases = 50;

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(Cases)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(1, 3), FSharpOption<int>.None)));

    [Fact]
    public void OutputOfAContainer_ComesOutOfTheClient_AsItWentIntoTheAgent() => Check(
        (byte[] output, PositiveInt piece) => output.SequenceEqual(ThroughFramesAsync(output, piece.Get).GetAwaiter().GetResult()));

    [Fact]
    public void ACommandOfTheClient_IsTheOneTheAgentRuns() => Check((string[] words, NonEmptyString user, int seconds) =>
    {
        var request = new ExecRequest([.. words.Select(Whole)], User: Whole(user.Get), TimeoutSeconds: seconds);
        var read = JsonSerializer.Deserialize(RequestText.Of(request), AgentJson.TypeInfo<ExecRequest>())!;
        return request.Cmd.SequenceEqual(read.Cmd) && request with { Cmd = read.Cmd } == read;
    });

    [Fact]
    public void TheStateOfAMachine_IsReadByHand_AsTheSerializerWroteIt() => Check((int id, long start, string[] arguments) =>
    {
        var state = new MachineState
        {
            ProcessId = id, ProcessStartTime = start, Port = 7080, Accelerator = "tcg", StartedAt = DateTimeOffset.UnixEpoch, GuestSide = [.. arguments.Select(Whole)],
        };
        var text = JsonSerializer.SerializeToUtf8Bytes(state, MachineJson.Default.MachineState);
        return text.SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(MachineStateReader.Read(text), MachineJson.Default.MachineState));
    });

    [Fact]
    public void FilesThatArePacked_AreUnpackedAsTheyWere() => Check((byte[] first, byte[] second, NonEmptyString name) =>
    {
        using var scratch = new Scratch();
        var (source, target) = (Directory.CreateDirectory(Path.Combine(scratch.Directory, "source")), Directory.CreateDirectory(Path.Combine(scratch.Directory, "target")));
        var below = source.CreateSubdirectory(FileName(name.Get));
        File.WriteAllBytes(Path.Combine(below.FullName, "file"), first);
        File.WriteAllBytes(Path.Combine(source.FullName, $"x{FileName(name.Get)}"), second);
        CopyAsync(source.FullName, target.FullName).GetAwaiter().GetResult();
        return first.SequenceEqual(File.ReadAllBytes(Path.Combine(target.FullName, "tree", below.Name, "file")))
            && second.SequenceEqual(File.ReadAllBytes(Path.Combine(target.FullName, "tree", $"x{below.Name}")));
    });

    [Fact]
    public void ASignature_HoldsForWhatWasSigned_AndNothingElse()
    {
        var key = MinisignSecretKey.Generate();
        Check((byte[] content, NonEmptyString comment) =>
        {
            var signature = MinisignSignature.Parse(key.Sign(content, OneLine(comment.Get)).ToFile());
            MinisignPublicKey.Parse(key.PublicKey.ToFile()).Verify(content, signature);
            Assert.Throws<SignatureException>(() => key.PublicKey.Verify([.. content, 0], signature));
            return signature.Comment == OneLine(comment.Get);
        });
    }

    [Fact]
    public void WhatACommandWrote_IsFoundBetweenItsMarkers_HoweverItIsCut() => Check((byte[][] parts, byte code, PositiveInt piece) =>
    {
        var (before, within, after) = (parts.ElementAtOrDefault(0) ?? [], parts.ElementAtOrDefault(1) ?? [], parts.ElementAtOrDefault(2) ?? []);
        var (found, around) = (new List<byte>(), new List<byte>());
        var reader = new MarkerReader("<mark>"u8.ToArray(), bytes => found.AddRange(bytes), bytes => around.AddRange(bytes));
        byte[] stream = [.. before, .. "<mark>\n"u8, .. within, .. Encoding.ASCII.GetBytes($"<mark>{code}\n"), .. after];
        foreach (var part in stream.Chunk(piece.Get))
        {
            reader.Add(part);
        }

        reader.End();
        return reader.IsComplete && reader.Number == code && within.SequenceEqual(found) && before.Concat(after).SequenceEqual(around);
    });

    [Fact]
    public void TheNameOfAnImage_IsPutTogetherAsItWasTakenApart() => Check((PositiveInt number) =>
    {
        var text = Encoding.UTF8.GetString(Mutator.Make(AllTargets.Get("image-reference"), seed: 1, number.Get));
        return ImageReference.TryParse(text) is not { } name || name.ToString() == text;
    });

    private static void Check<T>(Func<T, bool> property) => Prop.ForAll(property).Check(s_config);

    private static void Check<T1, T2>(Func<T1, T2, bool> property) => Prop.ForAll(property).Check(s_config);

    private static void Check<T1, T2, T3>(Func<T1, T2, T3, bool> property) => Prop.ForAll(property).Check(s_config);

    // Half a character is no text, and is nothing JSON can have in it.
    private static string Whole(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private static string OneLine(string text) => Whole(text).ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' ');

    private static string FileName(string text) => $"n{Whole(text).Replace('/', '-').Replace('\0', '-')}"[..Math.Min(40, text.Length)];

    private static async Task<byte[]> ThroughFramesAsync(byte[] output, int piece)
    {
        var received = new List<byte>();
        await foreach (var frame in OutputFrames.FromAsync(ChunksAsync(output, piece), CancellationToken.None))
        {
            var read = OutputFrameReader.Read(JsonSerializer.Serialize(frame, AgentJson.TypeInfo<OutputFrame>()));
            received.AddRange(read.Base64 is { } bytes ? Convert.FromBase64String(bytes) : Encoding.UTF8.GetBytes(read.Text!));
        }

        return [.. received];
    }

    private static async IAsyncEnumerable<OutputChunk> ChunksAsync(byte[] output, int piece)
    {
        foreach (var part in output.Chunk(piece))
        {
            await Task.Yield();
            yield return new OutputChunk(OutputSource.Stdout, part);
        }
    }

    private static async Task CopyAsync(string source, string target)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TreeWriter(tar))
        {
            await writer.AddAsync(source, "source", CancellationToken.None);
        }

        tar.Position = 0;
        await new TreeReader(new CopyTarget(target, "tree"), _ => { }).ReadAsync(tar, CancellationToken.None);
    }
}
