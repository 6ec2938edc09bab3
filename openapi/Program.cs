using Pockr.OpenApi;

if (args.Length != 1)
{
    Console.Error.WriteLine("Usage: pockr-openapi DIRECTORY");
    return 2;
}

var pages = new PageDirectory(args[0]);
pages.Write("openapi.json", await ApiDescription.WriteAsync());
SwaggerPages.WriteTo(pages);
return 0;
