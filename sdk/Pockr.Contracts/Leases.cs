namespace Pockr.Contracts;

/// <summary>
/// A lease keeps containers: those with the label <see cref="Label"/> and its id as the value are removed when it runs out, so that a program that
/// is killed leaves none behind. <c>PUT /v1/leases/{id}</c> makes or renews it.
/// </summary>
public static class Lease
{
    /// <summary>Label of a container that a lease keeps; its value is the lease's id.</summary>
    public const string Label = "pockr.lease";

    /// <summary>The longest a lease is renewed for at once, in seconds.</summary>
    public const int MostSeconds = 3600;
}
