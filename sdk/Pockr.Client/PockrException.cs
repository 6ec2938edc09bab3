using System.Net;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>A request that a Pockr machine refused or could not fulfil.</summary>
public class PockrException : Exception
{
    /// <summary>Makes an exception out of what the agent said.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="code">Stable name of the error; see <see cref="ProblemCodes"/>.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="status">Status of the answer, or <see langword="null"/> if there was none.</param>
    /// <param name="cause">The failure behind this one.</param>
    public PockrException(string message, string code, string remedy, HttpStatusCode? status = null, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        Remedy = remedy;
        Status = status;
    }

    /// <summary>Stable name of the error, for programs; see <see cref="ProblemCodes"/>.</summary>
    public string Code { get; }

    /// <summary>What to do about it, for people.</summary>
    public string Remedy { get; }

    /// <summary>Status of the answer, or <see langword="null"/> if there was none.</summary>
    public HttpStatusCode? Status { get; }

    internal static PockrException From(Problem problem)
    {
        var status = (HttpStatusCode)problem.Status;
        return status switch
        {
            HttpStatusCode.Unauthorized => new TokenRejectedException(problem.Detail, problem.Code, problem.Remedy),
            HttpStatusCode.NotFound => new ResourceNotFoundException(problem.Detail, problem.Code, problem.Remedy),
            HttpStatusCode.Conflict => new ResourceConflictException(problem.Detail, problem.Code, problem.Remedy),
            _ => new PockrException(problem.Detail, problem.Code, problem.Remedy, status),
        };
    }
}

/// <summary>The agent cannot be reached, or the connection broke before it had answered.</summary>
public sealed class AgentUnreachableException : PockrException
{
    /// <summary>Value of <see cref="PockrException.Code"/>.</summary>
    public const string UnreachableCode = "agent_unreachable";

    /// <summary>Makes the exception.</summary>
    /// <param name="agent">Address of the agent.</param>
    /// <param name="reason">Why it cannot be reached.</param>
    /// <param name="cause">The failure behind this one.</param>
    public AgentUnreachableException(Uri agent, string reason, Exception? cause = null)
        : base($"The agent at {agent} cannot be reached: {reason}", UnreachableCode, "Look at the machine with 'pockr status', start it with 'pockr up'.", null, cause)
    {
        Agent = agent;
    }

    /// <summary>Address of the agent.</summary>
    public Uri Agent { get; }
}

/// <summary>A stream ended before its last line: the connection broke, or the machine went down.</summary>
public sealed class StreamCutException : PockrException
{
    /// <summary>Value of <see cref="PockrException.Code"/>.</summary>
    public const string CutCode = "stream_cut";

    /// <summary>Makes the exception.</summary>
    /// <param name="cause">The failure behind this one.</param>
    public StreamCutException(Exception? cause = null)
        : base("The agent's answer ended before it was complete.", CutCode, "Look at the machine with 'pockr status', then try again.", HttpStatusCode.OK, cause)
    {
    }
}

/// <summary>The token is missing, or not this machine's.</summary>
public sealed class TokenRejectedException : PockrException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="code">Stable name of the error.</param>
    /// <param name="remedy">What to do about it.</param>
    public TokenRejectedException(string message, string code, string remedy)
        : base(message, code, remedy, HttpStatusCode.Unauthorized)
    {
    }
}

/// <summary>There is no container or image of that name; <see cref="PockrException.Code"/> says which.</summary>
public sealed class ResourceNotFoundException : PockrException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="code">Stable name of the error.</param>
    /// <param name="remedy">What to do about it.</param>
    public ResourceNotFoundException(string message, string code, string remedy)
        : base(message, code, remedy, HttpStatusCode.NotFound)
    {
    }
}

/// <summary>The container is in a state in which this cannot be done, or a name or port is taken; <see cref="PockrException.Code"/> says which.</summary>
public sealed class ResourceConflictException : PockrException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="code">Stable name of the error.</param>
    /// <param name="remedy">What to do about it.</param>
    public ResourceConflictException(string message, string code, string remedy)
        : base(message, code, remedy, HttpStatusCode.Conflict)
    {
    }
}
