namespace OllamaSdk.Models;

/// <summary>A model, and which of its forms is meant where it has several.</summary>
/// <param name="Name">The model.</param>
/// <param name="Runner">Made for this one; the server's choice where it is empty.</param>
internal readonly record struct ModelForm(string Name, string? Runner)
{
    public static implicit operator ModelForm(string name) => new(name, null);

    /// <summary>As a key of what is known of it.</summary>
    public string Key => string.IsNullOrEmpty(Runner) ? Name : $"{Name}\n{Runner}";

    /// <summary>Whether a row of the list is about it.</summary>
    public bool IsMeantBy(ModelSummary? row) =>
        ModelNames.Same(row?.Name, Name) && (string.IsNullOrEmpty(Runner) || row?.DetailsOnWire?.RunnerOnWire is not { Length: > 0 } runner || runner == Runner);
}
