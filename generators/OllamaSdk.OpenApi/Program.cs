using OllamaSdk.OpenApi;

return OpenApiTool.Run(args, Console.Out, Console.Error);
