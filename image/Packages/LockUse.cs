namespace Pockr.Image.Packages;

/// <summary>What a build does with the lock.</summary>
internal enum LockUse
{
    /// <summary>Builds from it, and without it where that cannot be.</summary>
    Preferred,

    /// <summary>Builds from it or not at all.</summary>
    Required,

    /// <summary>Takes the newest packages.</summary>
    Ignored,
}
