using Pockr.Image.Packages;

namespace Pockr.Image.Tests.Packages;

/// <summary>Packages for locks of tests; a package's file is its name and version as text.</summary>
internal static class Locked
{
    public static LockedPackage Of(string name, string version) => new(
        name, version, $"debian/pool/{name}_{version}.deb", Digests.OfText(ContentOf(name, version)), ContentOf(name, version).Length, name, version, ["Expat"]);

    public static string ContentOf(string name, string version) => $"{name} {version}";
}
