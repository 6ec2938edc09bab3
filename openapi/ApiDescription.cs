using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.OpenApi;
using Pockr.Contracts;
using Pockr.GuestAgent;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Pockr.OpenApi;

/// <summary>
/// The OpenAPI document, made from the agent's own routes. The machine only serves the finished file: to find it out by reflection costs
/// an emulated processor seconds, and what reflection needs is trimmed away there.
/// </summary>
internal static class ApiDescription
{
    public const string Name = "v1";

    private const string Scheme = "token";

    public static async Task<byte[]> WriteAsync()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-openapi-");
        try
        {
            await using var app = GuestAgentApp.Create(Arguments(directory.FullName), AddGenerator);
            _ = app.Api.Endpoints; // the routes are known from here on
            var document = app.Api.Services.GetRequiredService<ISwaggerProvider>().GetSwagger(Name);
            return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string[] Arguments(string directory) =>
    [
        "--Urls=http://127.0.0.1:0",
        $"--DockerSocket={directory}/none.sock",
        $"--CommandLineFile={directory}/none",
        $"--BundledImages={directory}",
        $"--StateDirectory={directory}",
    ];

    private static void AddGenerator(IServiceCollection services)
    {
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<IHostEnvironment, NamedEnvironment>();
        services.AddSingleton<IWebHostEnvironment, NamedEnvironment>();
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(Configure);
    }

    private static void Configure(SwaggerGenOptions options)
    {
        options.SwaggerDoc(Name, new OpenApiInfo
        {
            Title = "Pockr",
            Version = typeof(GuestAgentApp).Assembly.GetName().Version!.ToString(3),
            Description = "REST control of the Docker host in a Pockr machine. Every request but `GET /health` and `POST /v1/sign-in/redeem` carries the machine's token (`pockr token`) or a browser's key.",
            License = new OpenApiLicense { Name = "MIT" },
        });
        options.AddSecurityDefinition(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
        options.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] });
        options.SupportNonNullableReferenceTypes();
        options.SchemaFilter<RequiredMembers>();
        options.OperationFilter<ProblemAnswers>();
        options.OperationFilter<DescribedOperations>();
        options.IncludeXmlComments(typeof(Problem).Assembly);
    }
}
