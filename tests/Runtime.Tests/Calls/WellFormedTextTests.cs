using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class WellFormedTextTests
{
    [Theory]
    [InlineData("", -1)]
    [InlineData("abc", -1)]
    [InlineData("61 1F600 62", -1)]
    [InlineData("61 1F600 62 63 1F600", -1)]
    [InlineData("1F600 1F600", -1)]
    [InlineData("D83D", 0)]
    [InlineData("61 DE00", 1)]
    [InlineData("61 1F600 62 D83D", 4)]
    [InlineData("1F600 D83D 61", 2)]
    [InlineData("1F600 62 DE00", 3)]
    public void UnpairedSurrogateShouldBeRefused(string codes, int index)
    {
        // Attributes cannot contain such text.
        string text = codes.Contains(' ', StringComparison.Ordinal) || codes.StartsWith('D')
            ? string.Concat(codes.Split(' ').Select(static code => ToText(Convert.ToInt32(code, 16))))
            : codes;
        if (index < 0)
        {
            WellFormedText.Require(text, "value");
        }
        else
        {
            Assert.StartsWith(
                $"The text has an unpaired surrogate at index {index}, which cannot be sent as UTF-8. Pass text that was not cut inside a character.",
                Assert.Throws<ArgumentException>("value", () => WellFormedText.Require(text, "value")).Message,
                StringComparison.Ordinal);
        }

        static string ToText(int code) => code > char.MaxValue ? char.ConvertFromUtf32(code) : ((char)code).ToString();
    }
}
