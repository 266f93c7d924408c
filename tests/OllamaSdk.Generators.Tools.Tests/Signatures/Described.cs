namespace Table;

public static partial class Described
{
    /// <summary>A place.</summary>
    /// <param name="City">The town.</param>
    /// <param name="Zip">Weaker.</param>
    public sealed record Place(string City, [property: Description("The code.")] string? Zip = null)
    {
        /// <summary>How <b>many</b> live there.</summary>
        public int People { get; init; }
    }

    //schema {"x":{"type":"integer","description":"The number, see Find and y."},"y":{"type":"integer","description":"Stronger."}}
    //right {"x":1,"y":2} => 3
    //wrong {"x":1} =! argument 'y' is missing
    //hostile {"x":1,"y":2,"context":{},"token":null} => 3
    /// <summary>Adds.</summary>
    /// <param name="x">The   number,
    /// see <see cref="System.Linq.Enumerable.Find(int)"/> and <paramref name="y"/>.</param>
    /// <param name="y">Weaker.</param>
    [LlmTool]
    public static int Commented(int x, [Description("Stronger.")] int y) => x + y;

    //schema {"p":{"type":"object","description":"Where.","properties":{"city":{"type":"string","description":"The town."},"zip":{"type":["string","null"],"description":"The code.","default":null},"people":{"type":"integer","description":"How many live there."}},"required":["city"]}}
    //right {"p":{"city":"a"}} => a
    //wrong {"p":{}} =! argument 'p.city' is missing
    //hostile {"p":"a"} =! argument 'p': got "a", expected an object
    /** <summary>Finds.</summary>
     * <param name="p">Where.</param> */
    [LlmTool]
    public static string Documented(Place p) => p.City;

    //schema {"x":{"type":"string","description":"\"Quoted\" \\ ünï\ncode"}}
    //right {"x":"a"} => a
    //wrong {"x":1} =! argument 'x': got 1, expected a string
    //hostile {"x":"\"}],"} => "}],
    [LlmTool("d")]
    public static string Escaped([Description("\"Quoted\" \\ ünï\ncode")] string x) => x;
}
