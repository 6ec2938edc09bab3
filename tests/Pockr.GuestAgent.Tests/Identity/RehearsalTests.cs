using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pockr.GuestAgent.Identity;

namespace Pockr.GuestAgent.Tests.Identity;

public sealed class RehearsalTests
{
    [Fact]
    public async Task AContainer_IsMadeStartedUsedAndRemoved()
    {
        List<string> requests = [];

        await new Rehearsal([], async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {await body.ReadToEndAsync(TestContext.Current.CancellationToken)}");
            Assert.Equal(context.Request.ContentType is not null, context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true });
        }).PlayAsync();

        Assert.Equal(
            [
                "GET /v1/containers ",
                """POST /v1/containers {"image":"busybox","name":"rehearsal","entrypoint":["sleep"],"cmd":["infinity"],"init":true}""",
                "POST /v1/containers/rehearsal/start ",
                """POST /v1/containers/rehearsal/exec {"cmd":["true"]}""",
                "DELETE /v1/containers/rehearsal?force=true ",
            ],
            requests);
    }
}
