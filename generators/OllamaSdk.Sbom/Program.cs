using OllamaSdk.Sbom;

return SbomTool.Run(args, Console.Out, Console.Error);
