namespace Pockr.EngineClient;

/// <summary>dockerd does not answer: its socket is not there, refuses, or went away in the middle of an answer.</summary>
public sealed class EngineUnavailableException(string socketPath, Exception cause)
    : Exception($"dockerd does not answer on {socketPath}: {cause.GetBaseException().Message}", cause);
