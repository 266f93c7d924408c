namespace Demo.@event;

public interface Kept
{
    [Get("/a/{class}")]
    Task<Answer> @return(string @class, string call, string call_, string runner, string[] item, CancellationToken @default);
}

public partial interface IParts
{
    [Get("/a")]
    Task<Answer> AAsync();
}

public partial interface IParts
{
    [Get("/b")]
    Task<Answer> BAsync();

    [Get("/b")]
    Task<Answer> BAsync(string overload);
}
