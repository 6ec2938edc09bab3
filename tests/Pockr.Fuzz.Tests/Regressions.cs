using System.Security.Cryptography;
using Pockr.Architecture.Tests;

namespace Pockr.Fuzz.Tests;

/// <summary>Inputs that once broke a promise; they are part of the sources, and tried in every run of the tests.</summary>
internal static class Regressions
{
    private const int NameDigits = 16;

    private static string Directory => Path.Combine(Repository.Root, "tests/Pockr.Fuzz.Tests/regressions");

    public static IEnumerable<(string Target, string File)> All => !System.IO.Directory.Exists(Directory) ? []
        : System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path)));

    public static byte[] Read(string target, string file) => File.ReadAllBytes(Path.Combine(Directory, target, file));

    /// <returns>Path of the file.</returns>
    public static string Keep(string target, byte[] input)
    {
        var directory = System.IO.Directory.CreateDirectory(Path.Combine(Directory, target)).FullName;
        var path = Path.Combine(directory, Convert.ToHexStringLower(SHA256.HashData(input))[..NameDigits]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
