using System.Globalization;
using System.Text;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Json;

public class JsonDateTimeTests
{
    [Theory]
    [InlineData("2021-01-17T12:34:00.000+0000", "2021-01-17T12:34:00.0000000+00:00", 0)]
    [InlineData("2021-10-07T13:01:30.368-0700", "2021-10-07T13:01:30.3680000-07:00", 0)]
    [InlineData("2021-10-07T13:01:30Z", "2021-10-07T13:01:30.0000000+00:00", 0)]
    [InlineData("2021-10-07t13:01:30.5z", "2021-10-07T13:01:30.5000000+00:00", 0)]
    [InlineData("2021-10-07 13:01:30,25+05:30", "2021-10-07T13:01:30.2500000+05:30", 0)]
    [InlineData("2021-10-07T13:01:30.1234567+10:00", "2021-10-07T13:01:30.1234567+10:00", (int)JsonFit.SubMillisecond)]
    [InlineData("2021-10-07T13:01:30.123000000Z", "2021-10-07T13:01:30.1230000+00:00", 0)]
    [InlineData("2021-10-07T13:01:30.123456789Z", "2021-10-07T13:01:30.1234567+00:00", (int)(JsonFit.Inexact | JsonFit.SubMillisecond))]
    [InlineData("2021-10-07T13:01:30+05", "2021-10-07T13:01:30.0000000+05:00", (int)JsonFit.Converted)]
    [InlineData("2021-10-07T13:01:30", "2021-10-07T13:01:30.0000000+00:00", (int)JsonFit.Converted)]
    [InlineData("2021-10-07T13:01Z", "2021-10-07T13:01:00.0000000+00:00", (int)JsonFit.Converted)]
    [InlineData("2021-10-07", "2021-10-07T00:00:00.0000000+00:00", (int)JsonFit.Converted)]
    [InlineData("1610886840", "2021-01-17T12:34:00.0000000+00:00", (int)JsonFit.Converted)]
    [InlineData("1610886840000", "2021-01-17T12:34:00.0000000+00:00", (int)JsonFit.Converted)]
    [InlineData("-1", "1969-12-31T23:59:59.0000000+00:00", (int)JsonFit.Converted)]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00", 0)]
    [InlineData("9999-12-31T23:59:59.999+0000", "9999-12-31T23:59:59.9990000+00:00", 0)]
    public void EveryFormatOfADateTimeShouldBeRead(string text, string expected, int fit)
    {
        Assert.True(JsonDateTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset value, out JsonFit actual));
        Assert.Equal(expected, value.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal((JsonFit)fit, actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("14/Nov/21")]
    [InlineData("Today 1:01 PM")]
    [InlineData("07/Oct/21 1:01 PM")]
    [InlineData("2021-02-29")]
    [InlineData("2021-00-10")]
    [InlineData("2021-10-7T13:01:30Z")]
    [InlineData("2021-10-07T24:00:00Z")]
    [InlineData("2021-10-07T13:60:00Z")]
    [InlineData("2021-10-07T13:01:60Z")]
    [InlineData("2021-10-07T13:01:30.000+15:00")]
    [InlineData("2021-10-07T13:01:30.000+0060")]
    [InlineData("2021-10-07T13:01:30.000+0000 ")]
    [InlineData("2021-10-07T13:01:30.000UTC")]
    [InlineData("2021-10-07T13:01:3")]
    [InlineData("2021-10-07T13:01:30:00Z")]
    [InlineData("2021-10-07X13:01:30Z")]
    [InlineData("0000-10-07T13:01:30Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("99999999999999999999")]
    public void TextThatIsNotADateTimeShouldBeRefused(string text) =>
        Assert.False(JsonDateTime.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData("2021-01-17T12:34:00.0000000+00:00", "2021-01-17T12:34:00.000Z", "2021-01-17T12:34:00.000+0000")]
    [InlineData("2021-01-17T12:34:00.1230000-07:30", "2021-01-17T12:34:00.123-07:30", "2021-01-17T12:34:00.123-0730")]
    [InlineData("2021-01-17T12:34:00.1234500+14:00", "2021-01-17T12:34:00.12345+14:00", "2021-01-17T12:34:00.123+1400")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999+0000")]
    public void DateTimeShouldBeWrittenInTheFormatOfItsProduct(string value, string rfc3339, string jira)
    {
        DateTimeOffset time = DateTimeOffset.ParseExact(value, "O", CultureInfo.InvariantCulture);
        Assert.Equal(rfc3339, Format(time, DateTimeForm.Rfc3339));
        Assert.Equal(jira, Format(time, DateTimeForm.JiraPlatform));
    }

    private static string Format(DateTimeOffset value, DateTimeForm form)
    {
        var text = new byte[JsonDateTime.MaxLength];
        return Encoding.UTF8.GetString(text, 0, JsonDateTime.Format(value, form, text));
    }
}
