using Pockr.Contracts;
using Pockr.Sdk;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>Names the image that was meant, when one is asked for that is not there.</summary>
internal static class NearestImage
{
    private const int MostEdits = 2;

    /// <summary>Asks the machine something about an image.</summary>
    public static async Task<T> AskAsync<T>(PockrClient client, string image, Func<Task<T>> askAsync, CancellationToken cancellationToken)
    {
        try
        {
            return await askAsync();
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            var images = await client.Images.ListAsync(cancellationToken);
            if (Find(image, images.SelectMany(known => known.Tags)) is not { } nearest)
            {
                throw;
            }

            throw new ResourceNotFoundException(missing.Message, missing.Code, $"Did you mean '{nearest}'? 'pockr images' lists what is there.");
        }
    }

    /// <summary>Another tag of the same name, or else the name with the fewest letters to change.</summary>
    public static string? Find(string image, IEnumerable<string> known)
    {
        var repository = RepositoryOf(image);
        return known
            .Select(name => (Name: name, Edits: RepositoryOf(name) == repository ? 0 : Math.Min(EditsBetween(image, name), EditsBetween(image, RepositoryOf(name)))))
            .Where(candidate => candidate.Edits <= MostEdits)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string RepositoryOf(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? image[..colon] : image;
    }

    private static int EditsBetween(string left, string right)
    {
        var edits = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var diagonal = edits[0];
            edits[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = diagonal + (left[row - 1] == right[column - 1] ? 0 : 1);
                diagonal = edits[column];
                edits[column] = Math.Min(replaced, Math.Min(edits[column], edits[column - 1]) + 1);
            }
        }

        return edits[right.Length];
    }
}
