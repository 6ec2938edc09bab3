using Pockr.Image.Errors;
using Pockr.Image.Steps;

namespace Pockr.Image.Tests;

public sealed class StepCacheTests : IDisposable
{
    private static readonly string s_key = new('a', 64);

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Get_WithTheSameInputs_DoesNotDoTheStepAgain()
    {
        using var cache = StepCache.Open(_directory.Path, TextWriter.Null);
        var made = 0;

        var first = await cache.GetAsync("step", s_key, _ => Task.FromResult(made++));
        var second = await cache.GetAsync("step", s_key, _ => Task.FromResult(made++));

        Assert.Equal(1, made);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Get_WithOtherInputs_KeepsOnlyTheNewest()
    {
        using var cache = StepCache.Open(_directory.Path, TextWriter.Null);

        var old = await cache.GetAsync("step", s_key, _ => Task.CompletedTask);
        var result = await cache.GetAsync("step", new string('b', 64), _ => Task.CompletedTask);

        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(result));
    }

    [Fact]
    public async Task Get_AfterAStepThatBrokeOff_StartsItAnewAndEmpty()
    {
        using var cache = StepCache.Open(_directory.Path, TextWriter.Null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync("step", s_key, async target =>
        {
            await File.WriteAllTextAsync(Path.Combine(target, "half"), "");
            throw new InvalidOperationException();
        }));
        Assert.Empty(Directory.EnumerateDirectories(_directory.Path));

        var result = await cache.GetAsync("step", s_key, target => File.WriteAllTextAsync(Path.Combine(target, "whole"), ""));

        Assert.Equal(["whole"], Directory.EnumerateFiles(result).Select(Path.GetFileName));
    }

    [Fact]
    public void Open_WhileAnotherBuildHasIt_IsRefused()
    {
        using var cache = StepCache.Open(_directory.Path, TextWriter.Null);

        var failure = Assert.Throws<ImageException>(() => StepCache.Open(_directory.Path, TextWriter.Null));

        Assert.Contains(_directory.Path, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
