using System.Text;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>The forms of texts that attributes name: each is checked as the attribute itself does it.</summary>
internal static class TextForms
{
    public const string Url = "Url";
    public const string EmailAddress = "EmailAddress";
    public const string Base64 = "Base64String";

    /// <summary>The check in C#.</summary>
    public static string Condition(string form, string value) => form switch
    {
        Url => $"{Runtime.Read}.IsUrl({value})",
        EmailAddress => $"{Runtime.Read}.IsEmailAddress({value})",
        _ => $"global::System.Buffers.Text.Base64.IsValid({value})",
    };

    public static string Words(string form) => form switch
    {
        Url => "an address that begins with http://, https:// or ftp://",
        EmailAddress => "an e-mail address",
        _ => "base64 text",
    };

    /// <summary>Writes the form as keywords of a schema.</summary>
    /// <param name="hasPattern">Whether another attribute gave the pattern.</param>
    public static void Write(StringBuilder json, string form, bool hasPattern)
    {
        json.Append(form switch
        {
            Url => ",\"format\":\"uri\"",
            EmailAddress => ",\"format\":\"email\"",
            Base64 => ",\"contentEncoding\":\"base64\"",
            _ => "",
        });
        if (!hasPattern)
        {
            json.Append(form switch
            {
                Url => ",\"pattern\":\"^(https?|ftp)://.*$\"",
                EmailAddress => ",\"pattern\":\"^[^@]+@[^@]+$\"",
                _ => "",
            });
        }
    }
}
