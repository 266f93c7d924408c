using System.Text.Json;

namespace OllamaSdk;

/// <summary>What all generated models have: the members the description does not know. The readers look for <c>error</c> there.</summary>
internal interface IWireModel
{
    /// <summary>Members the model has no property for, by wire name.</summary>
    Dictionary<string, JsonElement>? AdditionalProperties { get; }

    /// <summary>Whether members that it does know say that it is an error instead of an answer.</summary>
    bool TellsError => false;
}
