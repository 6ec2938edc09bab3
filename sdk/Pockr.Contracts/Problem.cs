namespace Pockr.Contracts;

/// <summary>
/// Body of every error (<c>application/problem+json</c>, RFC 9457). <c>detail</c> is also where Pockr's original agent puts its message.
/// </summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Title">The kind of error in a few words.</param>
/// <param name="Detail">What is wrong, with the value that is wrong.</param>
/// <param name="Code">Stable name of the error, for programs; see <see cref="ProblemCodes"/>.</param>
/// <param name="Remedy">What to do about it, for people.</param>
public sealed record Problem(int Status, string Title, string Detail, string Code, string Remedy);
