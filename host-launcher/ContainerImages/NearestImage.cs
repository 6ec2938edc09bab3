using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>Names the image that was meant, when one is asked for that is not there.</summary>
internal static class NearestImage
{
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

    /// <summary>Another tag of the same name, or else the nearest name, with its tag or without.</summary>
    public static string? Find(string image, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var repository = RepositoryOf(image);
        var near = Spelling.FindNear(image, names) ?? Spelling.FindNear(image, names.Select(RepositoryOf));
        return names.FirstOrDefault(name => RepositoryOf(name) == repository) ?? names.FirstOrDefault(name => name == near || RepositoryOf(name) == near);
    }

    private static string RepositoryOf(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? image[..colon] : image;
    }
}
