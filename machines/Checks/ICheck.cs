namespace Pockr.Machines.Checks;

/// <summary>
/// A question about this host or about a machine. A check may throw what it meets: <see cref="Checkup"/> makes an error of it.
/// </summary>
internal interface ICheck
{
    /// <summary>Names the check for programs; never changes.</summary>
    string Id { get; }

    /// <summary>Looks, and changes nothing.</summary>
    Task<Finding> LookAsync(CancellationToken cancellationToken);
}
