using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>Something in a request that cannot be used, and the way out.</summary>
internal readonly record struct Finding(string What, string Remedy)
{
    /// <summary>Refuses the request if there is any; everything that is wrong is said at once.</summary>
    public static void ThrowIfAny(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
        {
            throw new ProblemException(Problems.Invalid(string.Join(" ", all.Select(finding => finding.What)), all[0].Remedy));
        }
    }
}
