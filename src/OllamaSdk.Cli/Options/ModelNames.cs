using System.CommandLine;

namespace OllamaSdk.Cli.Options;

/// <summary>How commands name a model: the same words everywhere.</summary>
internal static class ModelNames
{
    public static Option<string?> Option() => new("--model", "-m")
    {
        Description = "The model. Otherwise the config file's, or the first one on the server that can answer.",
        HelpName = "NAME",
    };

    public static Argument<string> Required(string description = "The model's name.")
    {
        var argument = new Argument<string>("MODEL") { Description = description };
        // As from a script's variable that is not set.
        argument.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var name }] && string.IsNullOrWhiteSpace(name))
            {
                result.AddError("MODEL is empty: name a model.");
            }
        });
        return argument;
    }
}
