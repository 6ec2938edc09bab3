using Pockr.Contracts;

namespace Pockr.GuestAgent.Errors;

/// <summary>A failure that is already in the words the client is to get.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
