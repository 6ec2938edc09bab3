using Xunit.v3;

namespace Pockr.Xunit;

/// <summary>Has xunit count a test as skipped.</summary>
internal sealed class SkippedException(string reason, Exception cause) : Exception(DynamicSkipToken.Value + reason, cause);
