using Pockr.GuestAgent.Images;

namespace Pockr.GuestAgent.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("busybox", "busybox", "latest")]
    [InlineData("alpine:3.20", "alpine", "3.20")]
    [InlineData("library/alpine", "library/alpine", "latest")]
    [InlineData("localhost:5000/a/b_c:1", "localhost:5000/a/b_c", "1")]
    [InlineData("registry.example.org/team/app-x", "registry.example.org/team/app-x", "latest")]
    [InlineData("Registry.Example.org:443/app", "Registry.Example.org:443/app", "latest")]
    [InlineData("[::1]:5000/app:2", "[::1]:5000/app", "2")]
    [InlineData($"busybox@{Digest}", "busybox", Digest)]
    [InlineData($"busybox:1@{Digest}", "busybox", Digest)]
    public void TryParse_TakesItApart(string text, string repository, string tagOrDigest)
    {
        var image = ImageReference.TryParse(text);

        Assert.Equal((repository, tagOrDigest), (image?.Repository, image?.TagOrDigest));
        Assert.Equal(text, image?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Alpine")]
    [InlineData("alpine:")]
    [InlineData("a b")]
    [InlineData("../../etc")]
    [InlineData("alpine:3.20\n")]
    [InlineData("alpine@sha256:12")]
    [InlineData("a//b")]
    [InlineData("alpine?x=y")]
    public void TryParse_OfWhatIsNoName_IsNull(string text)
    {
        Assert.Null(ImageReference.TryParse(text));
    }
}
