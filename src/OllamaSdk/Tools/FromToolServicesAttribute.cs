namespace OllamaSdk;

/// <summary>
/// Marks a parameter of an <see cref="LlmToolAttribute"/> method that comes from <see cref="ToolCallContext.Services"/>; the model does not
/// see it. A nullable one, or one with a default, may be missing there.
/// </summary>
/// <remarks>The attribute of the same name in ASP.NET Core does the same. For a service with a key there is <c>[FromKeyedServices]</c>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromToolServicesAttribute : Attribute;
