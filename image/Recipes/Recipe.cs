using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Pockr.Image.Recipes;

/// <summary>What an image is made of: data, read from <c>image/recipes/</c>.</summary>
internal sealed record Recipe
{
    public required string Distro { get; init; }

    public required string Release { get; init; }

    /// <summary>Every time stamp in the image, in seconds since 1970.</summary>
    public required long Epoch { get; init; }

    /// <summary>Virtual size of the disk, in bytes.</summary>
    public required long DiskBytes { get; init; }

    /// <summary>Number of files the disk can hold.</summary>
    public required int Inodes { get; init; }

    public required int MinimumMemoryMiB { get; init; }

    /// <summary>What a user may have to download at the most: the length of the released image.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>Where the distribution's packages are, if it has a fixed place.</summary>
    public string? Mirror { get; init; }

    /// <summary>Alpine's release file that packages are resolved with.</summary>
    public ReleaseFile? Minirootfs { get; init; }

    /// <summary>Public RSA keys that sign indexes and packages, by the names signatures give them, where the host has none (DER in base64).</summary>
    public IReadOnlyDictionary<string, string> Keys
    {
        get;
        init => field = value ?? new Dictionary<string, string>(); // null is what a member gets that the file lacks
    } = new Dictionary<string, string>();

    /// <summary>Packages to install; what they depend on comes along.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Packages others depend on, whose work our own boot files do; they and what only they need stay out.</summary>
    public required IReadOnlyList<string> Replaced { get; init; }

    /// <summary>Paths of packages that stay out; <c>*</c> stands for anything, slashes too.</summary>
    public required IReadOnlyList<string> Drop { get; init; }

    /// <summary>Paths that go in although <see cref="Drop"/> matches them.</summary>
    public required IReadOnlyList<string> Keep { get; init; }

    /// <summary>Symbolic links to make: path to target.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>Modules the initial RAM file system loads, in this order, after what they depend on.</summary>
    public required IReadOnlyList<string> InitramfsModules { get; init; }

    /// <summary>Modules loaded at boot, before dockerd starts.</summary>
    public required IReadOnlyList<string> BootModules { get; init; }

    /// <summary>Module files that go in (beside those named above), and what they depend on; <c>*</c> as in <see cref="Drop"/>.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    public required string CommandLine { get; init; }

    /// <summary>What is added to <see cref="CommandLine"/> where the processor is emulated.</summary>
    public required string EmulatedCommandLine { get; init; }

    /// <summary>What is there for one processor only, by the processor's name.</summary>
    public required IReadOnlyDictionary<string, ArchitectureParts> Architectures { get; init; }

    /// <summary>The processor this recipe was read for.</summary>
    [JsonIgnore]
    public Architecture Architecture { get; private init; } = Architecture.X64;

    /// <summary>The recipe for one processor: its own parts, then those of all.</summary>
    public Recipe For(Architecture architecture)
    {
        var own = Architectures[architecture.Name];
        return this with
        {
            Architecture = architecture,
            Packages = [.. own.Packages ?? [], .. Packages],
            InitramfsModules = [.. own.InitramfsModules ?? [], .. InitramfsModules],
            BootModules = [.. own.BootModules ?? [], .. BootModules],
            Modules = [.. own.Modules ?? [], .. Modules],
            CommandLine = Joined(own.CommandLine, CommandLine),
            EmulatedCommandLine = Joined(own.EmulatedCommandLine, EmulatedCommandLine),
        };
    }

    /// <summary>Everything that is wrong, so that it can be mended in one go.</summary>
    public IEnumerable<string> Validate()
    {
        if (Epoch <= 0)
        {
            yield return $"'epoch' is {Epoch}; use seconds since 1970.";
        }

        if (DiskBytes < 1L << 30 || DiskBytes % 4096 != 0)
        {
            yield return $"'diskBytes' is {DiskBytes}; use a multiple of 4096 of at least {1L << 30}.";
        }

        if (Inodes < 65536)
        {
            yield return $"'inodes' is {Inodes}; use at least 65536.";
        }

        if (MinimumMemoryMiB < 128)
        {
            yield return $"'minimumMemoryMiB' is {MinimumMemoryMiB}; use at least 128.";
        }

        if (BudgetBytes <= 0)
        {
            yield return $"'budgetBytes' is {BudgetBytes}; use the most bytes a user may have to download.";
        }

        if (Packages.Count == 0)
        {
            yield return "'packages' is empty.";
        }

        if (Distro == "alpine" && (Mirror is null || Minirootfs is null || Keys.Count == 0))
        {
            yield return "'mirror', 'minirootfs' or 'keys' is missing, and Alpine's packages are not had without.";
        }

        foreach (var key in Keys.Where(key => !IsKey(key.Key, key.Value)))
        {
            yield return $"the key '{key.Key}' is no public RSA key in base64, or its name is no file name.";
        }

        foreach (var path in Links.Keys.Where(path => path.StartsWith('/') || path.Split('/').Contains("..")))
        {
            yield return $"the link '{path}' leaves the root file system; use a relative path without '..'.";
        }

        foreach (var name in Architectures.Keys.Where(name => Architecture.Find(name) is null))
        {
            yield return $"'architectures' names '{name}'; use {string.Join(" or ", Architecture.All)}.";
        }
    }

    private static string Joined(string? own, string common) => $"{own} {common}".Trim();

    private static bool IsKey(string name, string key)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return name.Length > 0 && Path.GetFileName(name) == name;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentNullException)
        {
            return false;
        }
    }
}
