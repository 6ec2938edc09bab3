using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent;

/// <summary>The labels that what is pruned has to have: <c>?label=NAME</c> or <c>?label=NAME=VALUE</c>, as often as wanted.</summary>
internal static class LabelFilter
{
    public static IReadOnlyList<string> Read(HttpRequest request)
    {
        List<string> labels = [];
        foreach (var label in request.Query["label"])
        {
            labels.Add(label is { Length: > 0 } && label[0] != '='
                ? label
                : throw new ProblemException(Problems.Invalid($"'{label}' is not a label.", "Use ?label=NAME or ?label=NAME=VALUE.")));
        }

        return labels;
    }
}
