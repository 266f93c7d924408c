using OllamaSdk.Cli;

return await App.RunAsync(args);
