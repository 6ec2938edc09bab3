namespace Pockr.Image.Packages;

/// <summary>The packages a build goes on with: what is known of them, where they lie, and whether they are those of the lock.</summary>
internal sealed record SuppliedPackages(PackageLock Lock, PackageList Files, bool IsLocked);
