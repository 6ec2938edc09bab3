namespace Pockr.GuestAgent.Identity;

/// <summary>
/// Answers requests that nobody has sent: the first of all costs an emulated processor a second, for code and types that are loaded once and
/// are in memory from then on, and so in the memory of all machines that begin with it.
/// </summary>
internal sealed class Rehearsal(IEnumerable<string> urls, RequestDelegate api)
{
    private const string Containers = "/v1/containers";

    public async Task PlayAsync()
    {
        using var client = new HttpClient();
        foreach (var url in urls)
        {
            using var health = await client.GetAsync(new Uri($"{url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)}/health"));
        }

        // Behind the token, which there is none yet.
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = Containers;
        await api(context);
    }
}
