using System.CommandLine;

namespace OllamaSdk.Cli.Options;

/// <summary>How commands name a model: the same words everywhere.</summary>
internal static class ModelNames
{
    /// <summary>What the argument is called that names a model.</summary>
    public const string ArgumentName = "MODEL";

    public static Option<string?> Option() => new("--model", "-m")
    {
        Description = "The model. Otherwise the config file's, or the first one on the server that can answer.",
        HelpName = "NAME",
    };

    public static Argument<string> Required(string description = "The model's name.") => Named(new Argument<string>(ArgumentName) { Description = description });

    /// <summary>At least one.</summary>
    public static Argument<string[]> Several() => Named(new Argument<string[]>(ArgumentName) { Description = "The models' names.", Arity = ArgumentArity.OneOrMore });

    private static T Named<T>(T argument)
        where T : Argument
    {
        // As from a script's variable that is not set.
        argument.Validators.Add(static result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            {
                result.AddError($"{ArgumentName} is empty: name a model.");
            }
        });
        return argument;
    }
}
