using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk;

/// <summary>Services that remember what they gave: it lives as long as they say.</summary>
internal sealed class WatchedServices(IServiceProvider services) : IKeyedServiceProvider
{
    private readonly List<object> _given = [];

    public bool HasGiven(object? thing) => _given.Exists(given => ReferenceEquals(given, thing));

    public object? GetService(Type serviceType) => Note(services.GetService(serviceType));

    public object? GetKeyedService(Type serviceType, object? serviceKey) => Note(Keyed.GetKeyedService(serviceType, serviceKey));

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Note(Keyed.GetRequiredKeyedService(serviceType, serviceKey))!;

    private IKeyedServiceProvider Keyed => services as IKeyedServiceProvider
        ?? throw new InvalidOperationException("The tool loop's services know no keys.");

    private object? Note(object? thing)
    {
        if (thing is not null)
        {
            _given.Add(thing);
        }

        return thing;
    }
}
