using System.Text.Json;

namespace Pockr.Machines;

/// <summary>A list that was read of a file. The serializer sees to it that there is one, and not that each of its entries is something.</summary>
internal static class WholeList
{
    /// <param name="list">The list.</param>
    /// <param name="name">What the file calls it.</param>
    /// <exception cref="JsonException">It has an entry that is null.</exception>
    public static void Ensure<T>(IReadOnlyList<T>? list, string name)
        where T : class
    {
        if (list is not null && list.Any(entry => entry is null))
        {
            throw new JsonException($"'{name}' has an entry that is null.");
        }
    }
}
