/** Whether a bell rings when a step's time is over; it stays so until the program ends. */
export const bellAtEnd = $state({ on: false });
